import 'server-only'

/** Whether the database refused the values themselves (SQLSTATE classes 22 and 23), so that trying again is of no use. */
export const isBadData = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error))

/** Whether a row that is referred to is gone. */
export const isForeignKey = (error: unknown): boolean => sqlStateOf(error) === '23503'

/** Whether a row with the same key is there. */
export const isDuplicate = (error: unknown): boolean => sqlStateOf(error) === '23505'

/** Whether a lock was not got in time, or only by letting go of another that somebody waits for. */
export const isLocked = (error: unknown): boolean => /^(?:55P03|40P01)$/.test(sqlStateOf(error))

/** Whether the database user lacks a privilege. */
export const isForbidden = (error: unknown): boolean => sqlStateOf(error) === '42501'

/** From either driver; empty: the failure is not the database's. */
function sqlStateOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = Reflect.get(cause, 'code')
    // Each has a figure, which Node's own of that length, such as EPIPE, have not.
    if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code
  }
  return ''
}
