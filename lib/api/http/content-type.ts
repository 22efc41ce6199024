/** Whether a body is declared as JSON in UTF-8, the only supported encoding. */
export function isJsonInUtf8(contentType: string | null): boolean {
  if (contentType === 'application/json') return true
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)/.exec(parameter)?.[1]).find(Boolean)
  return (
    type.trim() === 'application/json' && (charset === undefined || ['utf-8', 'utf8', 'us-ascii'].includes(charset))
  )
}
