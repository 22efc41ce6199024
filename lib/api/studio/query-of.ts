import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** Query parameters of a URL. @throws INVALID_INPUT for duplicates, which are ambiguous */
export function queryOf(url: string): Record<string, string> {
  const start = url.indexOf('?')
  if (start === -1) return {}
  const found = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(url.slice(start))) {
    if (found.has(name))
      throw new AppError('INVALID_INPUT', problem('request.parameterTwice', { name: name.slice(0, 40) }))
    found.set(name, value)
  }
  return Object.fromEntries(found)
}
