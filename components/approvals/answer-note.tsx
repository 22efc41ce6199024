import { Icon } from '@/components/ui/icon'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AnswerView } from '@/lib/contracts/pending-inputs'
import { describeAnswer } from './describe-answer'
import { ValueView } from './value-view'

/** Shows a decision with its author, comment and submitted values. */
export function AnswerNote({ answer }: { answer: AnswerView }) {
  const isApproved = answer.decision === 'approved'
  const filledIn = Object.fromEntries(Object.entries(answer.values).filter(([, value]) => value !== null))
  return (
    <section className="flex flex-col gap-3 rounded-lg border bg-sunken p-4">
      <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
        <Icon
          name={isApproved ? 'circle-check' : 'circle-x'}
          className={isApproved ? 'text-success' : 'text-danger'}
          size={16}
        />
        {describeAnswer(answer)}
        <span className="font-normal text-muted text-xs" title={formatDateTime(answer.at)}>
          {formatRelative(answer.at)}
        </span>
      </p>
      {answer.comment ? <p className="whitespace-pre-wrap break-words text-sm">{answer.comment}</p> : null}
      {Object.keys(filledIn).length > 0 ? (
        <div>
          <h3 className="mb-1.5 font-medium text-muted text-xs">{t('approvals.filledIn')}</h3>
          <ValueView value={filledIn} />
        </div>
      ) : null}
    </section>
  )
}
