import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { canonicalJson } from '@/lib/graph/format/canonical'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { NodeRunArguments } from '../node-definition'
import type { RandomGraph, Script } from './random-graph'
import type { Behavior } from './run-graph'

/** Records calls and the number of running ones. */
export interface Watch {
  calls: string[]
  live: number
}

/** A number that depends on all inputs. */
export function numberOf(id: string, inputs: JsonObject): number {
  let hash = 7
  for (const letter of id + canonicalJson(inputs)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return hash
}

/** Makes the nodes of a random graph follow their scripts, with delays. */
export function scriptBehaviors(
  { scripts, graph }: RandomGraph,
  watch: Watch,
  plain: (type: string) => Behavior | undefined,
): Record<string, Behavior> {
  const tries = new Map<string, number>()
  const wrap =
    (type: string, script: Script): Behavior =>
    async (args) => {
      const path = args.ctx.path.join('/')
      watch.calls.push(path)
      watch.live += 1
      try {
        await pause(script.delayMs, args.ctx.signal)
        const count = (tries.get(path) ?? 0) + 1
        tries.set(path, count)
        return await act(type, script, args, count)
      } finally {
        watch.live -= 1
      }
    }
  const act = async (type: string, { mode }: Script, args: NodeRunArguments<JsonObject>, count: number) => {
    const isContainer = type === 'each' || type === 'rounds'
    const failsNow = mode === 'fails' || (mode === 'fails-once' && count === 1)
    if (!isContainer && failsNow) throw new AppError('EGRESS_FAILED', verbatim('Gone.'))
    if (type !== 'pair') return (await plain(type)?.(args)) ?? {}
    if (mode === 'silent') return {}
    return { [mode === 'other' ? 'other' : 'out']: numberOf(args.ctx.nodeId, args.inputs) }
  }
  return Object.fromEntries(
    graph.nodes.flatMap(({ id, type }) => {
      const script = scripts.get(id)
      return script ? [[id, wrap(type, script)]] : []
    }),
  )
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, delayMs)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
}
