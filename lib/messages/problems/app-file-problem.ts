import { appFile } from './en/app-file'
import { problemsOf } from './problems-of'

export const appFileProblem = problemsOf('appFile', appFile)
