import 'server-only'

/** Whether the database rejected the values themselves (SQLSTATE classes 22 and 23), so that a retry is useless. */
export const isBadData = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error))

/** Whether a referenced row is missing. */
export const isForeignKey = (error: unknown): boolean => sqlStateOf(error) === '23503'

/** Whether a row with the same key exists. */
export const isDuplicate = (error: unknown): boolean => sqlStateOf(error) === '23505'

/** Whether a lock timed out or a deadlock was broken. */
export const isLocked = (error: unknown): boolean => /^(?:55P03|40P01)$/.test(sqlStateOf(error))

/** Whether the database user lacks a privilege. */
export const isForbidden = (error: unknown): boolean => sqlStateOf(error) === '42501'

/** The SQLSTATE of an error of either driver; empty if it is not a database failure. */
function sqlStateOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = Reflect.get(cause, 'code')
    // Each contains a digit; Node's codes of that length, such as EPIPE, do not.
    if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code
  }
  return ''
}
