import type { ModelChunk } from '../../provider-client'

interface Counted {
  inputTokens: number
  outputTokens: number
  cachedInputTokens?: number
  cacheWriteTokens?: number
}

/** Token usage of one answer. The maximum counts, because some services repeat a running total. */
export function createUsageCounter() {
  let [inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens] = [0, 0, 0, 0]
  return {
    add(usage: Counted): void {
      inputTokens = Math.max(inputTokens, usage.inputTokens)
      outputTokens = Math.max(outputTokens, usage.outputTokens)
      cachedInputTokens = Math.max(cachedInputTokens, usage.cachedInputTokens ?? 0)
      cacheWriteTokens = Math.max(cacheWriteTokens, usage.cacheWriteTokens ?? 0)
    },
    /** Null if no usage is reported. */
    total(): ModelChunk | null {
      if (inputTokens + outputTokens === 0) return null
      const cached = cachedInputTokens > 0 ? { cachedInputTokens } : {}
      const written = cacheWriteTokens > 0 ? { cacheWriteTokens } : {}
      return { type: 'usage', inputTokens, outputTokens, ...cached, ...written }
    },
  }
}
