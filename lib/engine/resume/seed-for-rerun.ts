import type { JsonObject } from '@/lib/core/json'
import { findStale, indexPlaces, type Places } from '@/lib/graph/partial/find-stale'
import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from '../events'
import type { RunSeed } from './run-seed'
import { seedForResume } from './seed-for-resume'

/**
 * A new run that keeps all results that do not depend on the nodes, which may stand inside containers. What a container
 * gave is kept whole when none of them is inside it or before it; of a container that runs again, the frames keep what
 * their nodes gave before the node, unless a frame needs the results of earlier frames. Without such a node nothing is kept.
 * Nor is a person's consent, where anything that rests on it runs again: it was given for what that run did.
 * @param alone a step at the top that runs again of which it is known which others that concerns
 */
export function seedForRerun(
  events: Iterable<RunEvent>,
  plan: Plan,
  fromNodeIds: readonly string[],
  alone?: string,
): RunSeed {
  const places = indexPlaces(plan)
  const known = fromNodeIds.filter((id) => places.has(id))
  if (known.length === 0 && alone === undefined) return seedOf(new Map())
  const stale = withConsents(places, findStale(places, known))
  if (alone !== undefined) stale.add(alone)
  const kept = [...seedForResume(events).completions].filter(([key]) => isKept(key.split('/'), places, stale))
  return seedOf(new Map(kept))
}

/** Results of an earlier run that a new one shows as its own. */
export function seedOf(completions: ReadonlyMap<string, JsonObject | null>): RunSeed {
  return {
    completions,
    failures: new Map(),
    steps: new Map(),
    answers: new Map(),
    told: new Set(),
    starts: new Map(),
    resume: null,
  }
}

/** Who gave consent is asked again, and what follows from that runs again, which other consents may have been for. */
function withConsents(places: Places, stale: Set<string>): Set<string> {
  const open = [...places.values()].filter(({ node }) => node.isConsent && !stale.has(node.id))
  for (const { node } of open) {
    const resting = findStale(places, [node.id])
    if ([...resting].some((id) => stale.has(id))) return withConsents(places, new Set([...stale, ...resting]))
  }
  return stale
}

/** @param path [container, key, container, key, …, node]; another app's or a tool's nodes go with what ran them. */
function isKept(path: readonly string[], places: Places, stale: ReadonlySet<string>): boolean {
  const leaf = path.at(-1) ?? ''
  if (!places.has(leaf) || stale.has(leaf)) return false
  for (let at = 0; at < path.length - 1; at += 2) {
    const around = places.get(path[at] ?? '')
    if (!around?.node.frame || around.node.isSequential) return false
  }
  return true
}
