import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { ToolSpec } from '@/lib/engine/model-requests'
import type { NodeContext, ToolCapability } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'

/** The limit of model services. */
const MAX_TOOLS = 128
const MAX_DESCRIPTION_CHARACTERS = 1_024

export interface Tool {
  spec: ToolSpec
  capability: ToolCapability
  /** Name in the capability; the model may see another one. */
  ownName: string
}

export interface Toolbox {
  specs: ToolSpec[]
  find(name: string): Tool | undefined
}

/**
 * Collects all connected tools under distinct names. A server that fails to list its tools is noted
 * in the trace; unless it is required, the others are used.
 */
export async function openToolbox(ctx: NodeContext): Promise<Toolbox> {
  const tools = new Map<string, Tool>()
  for (const [index, capability] of (ctx.bindings.tools ?? []).entries()) {
    if (capability.kind !== 'tool') continue
    for (const spec of await listSpecs(ctx, capability, index)) {
      if (tools.size >= MAX_TOOLS)
        throw new AppError('LIMIT_EXCEEDED', problem('agent.tooManyTools', { max: MAX_TOOLS }))
      const name = freeName(spec.name, tools)
      const shown = { ...spec, name, description: spec.description.slice(0, MAX_DESCRIPTION_CHARACTERS) }
      tools.set(name, { spec: shown, capability, ownName: spec.name })
    }
  }
  return { specs: [...tools.values()].map((tool) => tool.spec), find: (name) => tools.get(name) }
}

async function listSpecs(ctx: NodeContext, capability: ToolCapability, index: number): Promise<ToolSpec[]> {
  try {
    return await capability.specs()
  } catch (error) {
    if (ctx.signal.aborted || !AppError.isInstance(error)) throw error
    const head = { key: `tools-${index}`, kind: 'other' as const, name: 'List of tools', input: {} }
    await ctx.step(head, () => Promise.reject(error)).catch(() => null)
    if (capability.isRequired) throw error
    ctx.log(`Some tools are unavailable: ${error.message}`)
    return []
  }
}

function freeName(wanted: string, usedNames: ReadonlyMap<string, unknown>): string {
  const base = wanted.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 60) || 'tool'
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}_${number}`
    if (!usedNames.has(name)) return name
  }
}
