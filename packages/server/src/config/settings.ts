import {
  addressOf,
  addressRange,
  email,
  encryptionKeys,
  folder,
  integer,
  listOf,
  oneOf,
  origin,
  type Parse,
  schemaName,
  signingSecret,
  text,
  token,
  url,
  yesOrNo,
} from './parse.ts'

/** One line of the configuration: what the environment, `--help` and the docs page know of it. */
export interface Setting<Value, Default> {
  readonly name: string
  readonly parse: Parse<Value>
  readonly default: Default
  readonly help: string
  /** The default in words, where it is worked out from other settings. */
  readonly defaultText?: string
  readonly unit?: string
  /** Never printed, not even when it is wrong. */
  readonly isSecret?: boolean
}

/** Every setting (contract section 2), by the name under which the program knows it. */
export const settings = {
  port: setting('PORT', integer(0, 65_535), 3000, 'where to listen; 0 takes any free port'),
  host: setting('HOST', text, undefined, 'where to listen', {
    defaultText: '127.0.0.1, 0.0.0.0 when sign-in is on',
  }),
  publicUrl: setting(
    'PUBLIC_URL',
    url,
    undefined,
    'how Calendly and browsers reach us; the only source of links',
    {
      defaultText: 'http://HOST:PORT',
    },
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    addressOf('postgres', 'postgresql'),
    undefined,
    'Postgres 14 or newer, Supabase included; a direct or session address is advised',
    { defaultText: 'embedded Postgres in DATA_DIR', isSecret: true },
  ),
  dbSchema: setting('DB_SCHEMA', schemaName, 'public', 'where meetings, clients and meeting_clients live'),
  dataDir: setting('DATA_DIR', folder, folder('./data'), 'embedded database and generated local secrets', {
    defaultText: './data',
  }),
  usersQuery: setting('USERS_QUERY', text, undefined, 'SQL that yields (id uuid, email text) of your users', {
    defaultText: 'our own table',
  }),
  calendlyToken: setting(
    'CALENDLY_PERSONAL_ACCESS_TOKEN',
    token,
    undefined,
    "the installation's token (Calendly: Integrations, API & Webhooks)",
    { defaultText: 'unset = the demo', isSecret: true },
  ),
  calendlyClientId: setting(
    'CALENDLY_CLIENT_ID',
    token,
    undefined,
    'OAuth app, so that each user connects accounts; its redirect address is PUBLIC_URL/api/calendly/oauth/callback',
  ),
  calendlyClientSecret: setting('CALENDLY_CLIENT_SECRET', token, undefined, "the OAuth app's secret", {
    isSecret: true,
  }),
  webhookSigningKeys: setting(
    'CALENDLY_WEBHOOK_SIGNING_KEY',
    listOf(token),
    undefined,
    'key of hand-made subscriptions and of the OAuth app; several, comma separated, while rotating',
    { isSecret: true },
  ),
  calendlyApiUrl: setting('CALENDLY_API_URL', origin, 'https://api.calendly.com', "origin of Calendly's API"),
  calendlyAuthUrl: setting(
    'CALENDLY_AUTH_URL',
    origin,
    'https://auth.calendly.com',
    "origin of Calendly's sign-in",
  ),
  calendlyRequestsPerMinute: setting(
    'CALENDLY_REQUESTS_PER_MINUTE',
    integer(1, 100_000),
    undefined,
    'ceiling of calls per Calendly user',
    { defaultText: 'from X-RateLimit-*, else 500', unit: 'calls/min' },
  ),
  syncIntervalMinutes: setting(
    'SYNC_INTERVAL_MINUTES',
    integer(1, 1440),
    15,
    'default frequency, 1 to 1440',
    {
      unit: 'minutes',
    },
  ),
  syncStartupDelaySeconds: setting(
    'SYNC_STARTUP_DELAY_SECONDS',
    integer(0, 86_400),
    5,
    'first tick after the start',
    {
      unit: 'seconds',
    },
  ),
  syncLookbackDays: setting(
    'SYNC_LOOKBACK_DAYS',
    integer(0, 36_500),
    730,
    'how far back meetings are mirrored',
    {
      unit: 'days',
    },
  ),
  syncLookaheadDays: setting(
    'SYNC_LOOKAHEAD_DAYS',
    integer(1, 36_500),
    365,
    'how far ahead meetings are mirrored',
    {
      unit: 'days',
    },
  ),
  authMode: setting(
    'AUTH_MODE',
    oneOf('local', 'jwt', 'accounts'),
    undefined,
    'local: one user, no sign-in, this machine only; jwt: bearer tokens of your platform; accounts: built-in sign-in',
    { defaultText: 'jwt if JWT_SECRET or JWT_JWKS_URL is set, else local' },
  ),
  jwtSecret: setting(
    'JWT_SECRET',
    signingSecret,
    undefined,
    'HS256 secret of your platform, 32 bytes or more',
    {
      isSecret: true,
    },
  ),
  jwtJwksUrl: setting('JWT_JWKS_URL', url, undefined, 'or its key set (RS256, ES256, EdDSA)'),
  jwtIssuer: setting('JWT_ISSUER', text, undefined, 'issuer (iss) that tokens must have'),
  jwtAudience: setting('JWT_AUDIENCE', text, undefined, 'audience (aud) that tokens must have'),
  jwtEmailTrusted: setting(
    'JWT_EMAIL_TRUSTED',
    yesOrNo,
    false,
    'e-mail claims without email_verified: true may still be matched to Calendly users',
  ),
  ownerEmail: setting(
    'OWNER_EMAIL',
    email,
    undefined,
    'accounts mode: whom the set-up link of the first start is for; unset, the owner tells, and the address is not matched to Calendly',
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    listOf(addressRange),
    undefined,
    'addresses or ranges of the proxies in front, comma separated; only what they say of a caller’s address (X-Forwarded-For) is believed',
    { defaultText: 'none' },
  ),
  requestsPerMinute: setting(
    'REQUESTS_PER_MINUTE',
    integer(1, 1_000_000),
    3000,
    'requests that one user may make where people sign in; one address may make ten times as many. Deliveries of webhooks do not count',
    { unit: 'requests/min' },
  ),
  encryptionKeys: setting(
    'ENCRYPTION_KEYS',
    encryptionKeys,
    undefined,
    'id:base64(32 bytes), newest first, comma separated; encrypts tokens and keys at rest',
    { defaultText: 'generated into DATA_DIR in local mode', isSecret: true },
  ),
  webhookToleranceSeconds: setting(
    'WEBHOOK_TOLERANCE_SECONDS',
    integer(1, 86_400),
    180,
    'age of a signature up to which the payload itself is applied',
    { unit: 'seconds' },
  ),
  webhookKeepDays: setting(
    'WEBHOOK_KEEP_DAYS',
    integer(1, 3650),
    30,
    'how long the delivery log keeps what was settled',
    { unit: 'days' },
  ),
  smtpUrl: setting('SMTP_URL', addressOf('smtp', 'smtps'), undefined, 'mail server of alert mail', {
    defaultText: 'unset = no mail',
    isSecret: true,
  }),
  mailFrom: setting('MAIL_FROM', text, undefined, 'sender of alert mail: an address, or Name <address>'),
  alertEmail: setting('ALERT_EMAIL', email, undefined, 'where mails about the installation go'),
  logLevel: setting(
    'LOG_LEVEL',
    oneOf('debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'debug, info, warn, error or silent',
  ),
  logFormat: setting('LOG_FORMAT', oneOf('pretty', 'json'), undefined, 'pretty or json', {
    defaultText: 'pretty on a terminal, else json',
  }),
  shutdownDelaySeconds: setting(
    'SHUTDOWN_DELAY_SECONDS',
    integer(0, 5),
    0,
    'after SIGTERM /readyz says no and requests are answered for so long, so that a balancer can turn away',
    { unit: 'seconds' },
  ),
  role: setting('ROLE', oneOf('all', 'web', 'worker'), 'all', 'all, web (HTTP only) or worker (jobs only)'),
}

function setting<Value, Default extends Value | undefined>(
  name: string,
  parse: Parse<Value>,
  fallback: Default,
  help: string,
  more: Pick<Setting<Value, Default>, 'defaultText' | 'unit' | 'isSecret'> = {},
): Setting<Value, Default> {
  return { name, parse, default: fallback, help, ...more }
}
