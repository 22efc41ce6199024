import { type Compiled, type CompileRequest, compileWith } from './compile-with'
import { hashGraph } from './format/hash'

/** Compiles a graph to a plan that can be stored and cached by its hash. */
export const compile = (request: CompileRequest): Compiled => compileWith(hashGraph, request)
