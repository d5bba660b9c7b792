/** Structured log. `msg` is a fixed sentence, `facts` carry what varies; never secrets or people's data. */
export interface Log {
  debug(msg: string, facts?: object): void
  info(msg: string, facts?: object): void
  warn(msg: string, facts?: object): void
  error(msg: string, facts?: object): void
}

const nothing = (): void => {}

/** Drops everything: the default of the library and of tests. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
