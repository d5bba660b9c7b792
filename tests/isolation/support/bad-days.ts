import type { TwistedRequest } from './twisted-calendly.ts'

const echo = ({ authorization, body }: TwistedRequest) =>
  `Who sent ${authorization} and ${body || 'nothing'}?`

/** What Calendly may answer on a bad day; all of it repeats what it was sent. */
export const faults: Readonly<
  Record<string, (request: TwistedRequest) => { status: number; body: unknown; headers?: object }>
> = {
  '401': (asked) => ({ status: 401, body: { title: 'Unauthenticated', message: echo(asked) } }),
  '403': (asked) => ({ status: 403, body: { title: 'Permission Denied', message: echo(asked) } }),
  '404': (asked) => ({
    status: 404,
    body: { message: echo(asked), details: [{ parameter: 'token', message: echo(asked) }] },
  }),
  '400': (asked) => ({ status: 400, body: { message: echo(asked) } }),
  '409': (asked) => ({ status: 409, body: { message: echo(asked) } }),
  '429': (asked) => ({
    status: 429,
    body: { message: echo(asked) },
    headers: { 'x-ratelimit-reset': '1', 'x-token': asked.authorization },
  }),
  '500': (asked) => ({ status: 500, body: { message: echo(asked) } }),
  '503': (asked) => ({ status: 503, body: Buffer.from(`<html>${echo(asked)}</html>`) }),
  'no JSON': (asked) => ({ status: 200, body: Buffer.from(`{"collection": [${echo(asked)}`) }),
  'JSON of another kind': (asked) => ({
    status: 200,
    body: { collection: echo(asked), resource: echo(asked) },
  }),
  'another page': (asked) => ({
    status: 200,
    body: {
      collection: [],
      pagination: { count: 0, next_page: echo(asked), next_page_token: asked.authorization },
    },
  }),
  'a redirect': (asked) => ({
    status: 302,
    body: '',
    headers: { location: `https://x.example/?${encodeURIComponent(asked.authorization)}` },
  }),
  'headers that are none': (asked) => ({
    status: 200,
    body: { message: echo(asked) },
    headers: { 'content-encoding': asked.authorization },
  }),
}

/** Ways in which a database that others use too refuses a row, and repeats it in its refusal. */
export const refusals: Readonly<
  Record<string, { readonly make: string; readonly unmake: string; readonly code: string }>
> = {
  'a constraint on what people see': {
    make: `ALTER TABLE meetings ADD CONSTRAINT doomed CHECK (NOT (coalesce(location_text, '') LIKE '%doomed%')) NOT VALID`,
    unmake: 'ALTER TABLE meetings DROP CONSTRAINT doomed',
    code: '23514', // check_violation
  },
  'a constraint on the inbox': {
    make: 'ALTER TABLE calendly_sync.webhook_deliveries ADD CONSTRAINT doomed CHECK (seen > 99) NOT VALID',
    unmake: 'ALTER TABLE calendly_sync.webhook_deliveries DROP CONSTRAINT doomed',
    code: '23514',
  },
  'a trigger of the host application': {
    make: `CREATE FUNCTION doomed() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'not today' USING DETAIL = NEW::text, HINT = NEW::text; END $$;
      CREATE TRIGGER doomed BEFORE INSERT ON meetings FOR EACH ROW EXECUTE FUNCTION doomed()`,
    unmake: 'DROP TRIGGER doomed ON meetings; DROP FUNCTION doomed',
    code: 'P0001', // raise_exception
  },
  'a type that does not take it': {
    make: `CREATE FUNCTION doomed() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.start_time = NEW.location_text; RETURN NEW; END $$;
      CREATE TRIGGER doomed BEFORE INSERT ON meetings FOR EACH ROW EXECUTE FUNCTION doomed()`,
    unmake: 'DROP TRIGGER doomed ON meetings; DROP FUNCTION doomed',
    code: '22007', // invalid_datetime_format
  },
}
