import { t } from '@/lib/client/messages/t'
import { findPersonalData } from '@/lib/core/personal-data/find-personal-data'

/** A text with highlighted personal data: struck through where exports mask it, plain where it is kept. */
export function PersonalText({ text, isKept }: { text: string; isKept: boolean }) {
  const parts = []
  let at = 0
  for (const { kind, start, end } of findPersonalData(text)) {
    parts.push(text.slice(at, start))
    parts.push(
      <mark
        key={start}
        title={isKept ? t('datasets.personalKept') : t('datasets.personalMaskedAs', { mask: `[${kind}]` })}
        className="rounded-xs bg-warning-soft px-0.5 text-warning"
      >
        {isKept ? text.slice(start, end) : <del>{text.slice(start, end)}</del>}
        {isKept ? null : ` [${kind}]`}
      </mark>,
    )
    at = end
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
