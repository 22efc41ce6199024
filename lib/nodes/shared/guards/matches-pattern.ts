import { RE2JS } from 're2js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const MAX_PATTERN_LENGTH = 1_000

/** Uses a linear-time engine, since patterns are user input. @throws INVALID_INPUT */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new AppError('INVALID_INPUT', problem('nodes.patternTooLong', { max: MAX_PATTERN_LENGTH }))
  }
  return compile(pattern).matcher(text).find()
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('INVALID_INPUT', problem('nodes.patternInvalid', { pattern: pattern.slice(0, 60), reason }), {
      cause,
    })
  }
}
