import 'server-only'
import type { Problem, ProblemParam } from '@/lib/messages/problems/types'

/** Applies a redactor to a problem's message and to every text that fills it in. */
export function redactProblem({ message, key, params }: Problem, redact: (text: string) => string): Problem {
  return {
    message: redact(message),
    ...(key === undefined ? {} : { key }),
    ...(params === undefined
      ? {}
      : {
          params: Object.fromEntries(
            Object.entries(params).map(([name, param]) => [name, redactParam(param, redact)] as const),
          ),
        }),
  }
}

function redactParam(param: ProblemParam, redact: (text: string) => string): ProblemParam {
  if (typeof param === 'string') return redact(param)
  if (typeof param === 'number') return param
  return 'message' in param ? redactProblem(param, redact) : param.map((part) => redactProblem(part, redact))
}
