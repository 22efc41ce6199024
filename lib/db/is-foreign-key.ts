/** Whether a row that is referred to is gone: SQLSTATE 23503, from either driver. */
export function isForeignKey(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (Reflect.get(cause, 'code') === '23503') return true
  return false
}
