import type { ProblemParam } from './types'

/** A parameter as it is filled into an English text. */
export function englishParam(param: ProblemParam): string | number {
  if (typeof param !== 'object') return param
  return 'message' in param ? param.message : param.map(({ message }) => message).join(' ')
}
