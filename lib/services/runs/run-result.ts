import 'server-only'
import { z } from 'zod'
import { PublicCitation, type PublicRun } from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import { limitSources } from './limit-sources'

const Citations = z.array(z.object(PublicCitation.shape)).catch([])

/**
 * The named parts of a run's outputs, for people and API clients. All public APIs get citations from here, so that the
 * app's Sources setting applies to all of them.
 */
export function resultOf(
  stored: JsonObject,
  sources: SourceDetail,
): Pick<PublicRun, 'answer' | 'outputs' | 'citations'> {
  const outputs = limitSources(stored, sources)
  const text = outputs.text
  return {
    answer: typeof text === 'string' ? text : null,
    outputs,
    citations: outputs.citations === undefined ? [] : Citations.parse(outputs.citations),
  }
}
