import { t } from '@/lib/client/messages/t'
import { findPersonalData } from '@/lib/core/personal-data/find-personal-data'

/** Text with highlighted personal data. Data that exports mask is also struck through. */
export function PersonalText({ text, isKept }: { text: string; isKept: boolean }) {
  const parts = []
  let position = 0
  for (const { kind, start, end } of findPersonalData(text)) {
    parts.push(text.slice(position, start))
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
    position = end
  }
  return (
    <>
      {parts}
      {text.slice(position)}
    </>
  )
}
