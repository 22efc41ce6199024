'use client'
import { useDeferredValue, useEffect, useState } from 'react'
import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useNodeFormContext } from '../node-form-context'
import { countTokens, loadTokenizer } from './count-tokens'

/** Shown from this share of the context window. */
const LARGE_SHARE = 0.01

/** Token count of a prompt as written, without inserted values. “≈” if the tokenizer is unknown. */
export function TokenNote({ text, isActive }: { text: string; isActive: boolean }) {
  const { promptModel } = useNodeFormContext()
  const tokenizer = promptModel?.tokenizer ?? null
  const [, redraw] = useState(0)
  useEffect(() => {
    if (!isActive || tokenizer === null) return
    loadTokenizer(tokenizer).then(
      () => redraw((times) => times + 1),
      () => undefined,
    )
  }, [isActive, tokenizer])
  const written = useDeferredValue(text)
  if (written.trim() === '') return null
  const { tokens, isExact } = countTokens(written, tokenizer)
  const window = promptModel?.contextTokens ?? null
  const share = window === null ? 0 : tokens / window
  return (
    <p className="text-right text-faint text-xs tabular-nums">
      {t(isExact ? 'inspector.tokensExact' : 'inspector.tokensAbout', { count: tokens })}
      {window !== null && share >= LARGE_SHARE
        ? ` · ${t('inspector.share', { percent: Math.round(share * 100), window: formatCount(window) })}`
        : ''}
    </p>
  )
}
