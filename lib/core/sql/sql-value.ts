/** Starts and ends a value that was inserted as JSON, which never contains this character. */
export const MARK = '\u0000'

/** A value in a statement. It becomes a parameter, so that it cannot change the statement. */
export const sqlValue = (json: string): string => `${MARK}${json}${MARK}`
