import 'server-only'

/** Whether the database refused the values themselves (SQLSTATE classes 22 and 23), so that trying again is of no use. */
export function isBadData(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = Reflect.get(cause, 'code')
    if (typeof code === 'string' && /^2[23]/.test(code)) return true
  }
  return false
}
