import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'

const Start = z.object({
  mode: z.string().default('chat'),
  fields: z.array(z.object({ name: z.string(), kind: z.string().default('text') })).default([]),
})

/** Callers send what the live version takes, whichever version answers. @throws CONFLICT */
export function requireSameInputs(live: Graph, candidate: Graph): void {
  if (inputsOf(live) === inputsOf(candidate)) return
  throw new AppError(
    'CONFLICT',
    'The version takes other inputs than the live one, so callers of the live one cannot be given to it. Promote it instead.',
  )
}

function inputsOf({ nodes }: Graph): string {
  const start = Start.safeParse(nodes.find(({ type, disabled }) => type === 'input' && !disabled)?.config ?? {})
  if (!start.success) return ''
  const { mode, fields } = start.data
  return mode === 'chat' ? mode : JSON.stringify(fields.map(({ name, kind }) => [name, kind]).sort())
}
