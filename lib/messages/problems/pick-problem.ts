import type { Problem, ProblemParam, ProblemParams } from './types'

/** A problem as JSON: without the other fields of the object that carries it, such as an error's. */
export function pickProblem({ message, key, params }: Problem): Problem {
  return {
    message,
    ...(key === undefined ? {} : { key }),
    ...(params === undefined ? {} : { params: pickParams(params) }),
  }
}

export function pickParams(params: ProblemParams): ProblemParams {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, pickParam(param)]))
}

function pickParam(param: ProblemParam): ProblemParam {
  if (typeof param !== 'object') return param
  return 'message' in param ? pickProblem(param) : param.map(pickProblem)
}
