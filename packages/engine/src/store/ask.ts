/** Puts one statement to a connection, whoever looks after it, and answers its rows. */
export type Ask = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
