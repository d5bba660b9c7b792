/** An app that asks Calendly's users for access. */
export interface OAuthClient {
  readonly clientId: string
  /** Null for a native app, which cannot keep one. */
  readonly clientSecret: string | null
  readonly kind: 'web' | 'native'
  /** A request must name one of them exactly, to the letter. */
  readonly redirectUris: readonly string[]
  /** What the app may ask for; `default` stands for everything. */
  readonly scopes: readonly string[]
  /** Signs the messages of subscriptions that are made with the app's tokens. */
  readonly webhookSigningKey: string
}

export interface NewOAuthClient {
  /** Made up when left out; one that exists already is changed. */
  clientId?: string
  clientSecret?: string | null
  /** `web`: HTTP Basic at the token endpoint. `native`: `client_id` in the body, no secret. */
  kind: 'web' | 'native'
  /** https, or http on this machine; a native app may also have a scheme of its own. */
  redirectUris: readonly string[]
  /** Every scope of Calendly's when left out. */
  scopes?: readonly string[]
  webhookSigningKey?: string
}

/** What a user has allowed an app. Without its tokens: those are {@link OAuth.secrets}. */
export interface OAuthGrant {
  readonly clientId: string
  /** URI of the user. */
  readonly user: string
  readonly scopes: readonly string[]
  /** `revoked`: by the user, by the app, or because its code was used twice. */
  readonly state: 'active' | 'revoked'
  /** Epoch milliseconds of the simulator's clock. */
  readonly createdAt: number
  /** How often its refresh token was exchanged. */
  readonly refreshes: number
  /** How many of its access tokens are accepted now. */
  readonly accessTokens: number
}

/** One request to the token endpoint that Calendly has dealt with, whether or not its answer arrived. */
export interface TokenCall {
  /** Epoch milliseconds of the simulator's clock. */
  readonly at: number
  /** Null when it is none that Calendly knows. */
  readonly grantType: 'authorization_code' | 'refresh_token' | null
  /** Null without a known app. */
  readonly clientId: string | null
  /** URI of whom the code or refresh token belongs to, null when nobody can tell. */
  readonly user: string | null
  /** `issued`, or the error that was answered, such as `invalid_grant`. */
  readonly outcome: string
}

/** Calendly's OAuth as a test wants it: what users do in a browser, and what nobody outside Calendly sees. */
export interface OAuth {
  /** The app that exists in every world. */
  readonly standardClient: OAuthClient
  /**
   * Registers an app, as one does at developer.calendly.com.
   *
   * @throws RangeError when a redirect URI or a scope is none.
   */
  register(client: NewOAuthClient): OAuthClient
  clients(): readonly OAuthClient[]
  /**
   * Does what a user does in a browser: opens the address, signs in and allows what is asked.
   *
   * @param authorizeUrl - the address the app sends him to; only its path and query matter.
   * @param options.user - URI of the user.
   * @param options.scopes - fewer than the app asks for; all of them when left out.
   * @returns where the browser is sent: the redirect URI with `code` and `state`, or with `error` when the
   *   request is wrong in a way that the app is told.
   * @throws WorldError when Calendly would show an error page instead of sending the browser anywhere.
   */
  approve(authorizeUrl: string, options: { user: string; scopes?: readonly string[] }): string
  /** Opens the address and refuses. @returns the redirect URI with `error=access_denied` and `state`. */
  deny(authorizeUrl: string): string
  /**
   * The latest 10,000 calls of the token endpoint, oldest first. What a fault stopped before Calendly acted is
   * not among them, only in the log of requests.
   */
  readonly tokenCalls: readonly TokenCall[]
  /** Everything that was ever allowed, oldest first. */
  grants(): OAuthGrant[]
  /**
   * The user disconnects the app, or all apps, in Calendly's settings: refresh and access tokens end at once.
   *
   * @returns how many grants that ended.
   */
  revokeGrant(user: string, clientId?: string): number
  /** Ends access tokens before their time, of one user or of all; refresh tokens live on. */
  expireAccessTokens(user?: string): void
  /** Every code, access token and refresh token that was ever given out: what must stand in no log. */
  secrets(): string[]
}
