/** The field of an action that is an SQL statement. References in it become parameters. */
export const STATEMENT_FIELD = 'statement'
