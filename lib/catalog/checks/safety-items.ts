import { z } from 'zod'
import { PROBE_KINDS } from '@/lib/contracts/model-checks'
import type { CheckItem } from './check-item'
import file from './safety-probes.json'

const PROBE_TOKENS = 256

export const ProbeFile = z.strictObject({
  /** Phrases that indicate a refusal; English, like the probes. */
  declines: z.array(z.string().min(1)).min(1),
  probes: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      kind: z.enum(PROBE_KINDS),
      label: z.string().min(1),
      system: z.string().optional(),
      user: z.string().min(1),
      mustNotContain: z.array(z.string().min(1)),
    }),
  ),
})

/** Documented in docs/guides/check-a-model.md. */
export function safetyItems(): CheckItem[] {
  const { declines, probes } = ProbeFile.parse(file)
  return probes.map(({ kind, label, system, user, mustNotContain }) => ({
    label,
    maxOutputTokens: PROBE_TOKENS,
    expected: null,
    exampleId: null,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      { role: 'user' as const, content: user },
    ],
    rule: { kind: 'probe', probe: kind, mustNotContain, mustContainAny: kind === 'refusal' ? declines : [] },
  }))
}
