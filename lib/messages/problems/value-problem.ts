import { values } from './en/values'
import { problemsOf } from './problems-of'

export const valueProblem = problemsOf('values', values)
