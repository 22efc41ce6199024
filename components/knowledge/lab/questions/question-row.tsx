import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { LabQuestionView } from '@/lib/contracts/retrieval-lab'
import { ORIGIN_LABELS } from '../origin-labels'

export interface QuestionRowProps {
  question: LabQuestionView
  onEdit: () => void
  onRemove: () => void
  /** Actions of a question that is pending review. */
  onAccept?: () => void
}

/** A question with its expected passages. */
export function QuestionRow({ question, onEdit, onRemove, onAccept }: QuestionRowProps) {
  const name = question.question
  return (
    <li className="flex items-start gap-2 px-3 py-2.5 sm:px-4">
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onEdit}
          className="block max-w-full text-left font-medium text-sm hover:underline"
        >
          <span className="line-clamp-2 break-words">{name}</span>
        </button>
        {question.answer === '' ? null : (
          <p className="mt-0.5 line-clamp-1 break-words text-muted text-sm">{question.answer}</p>
        )}
        <ul className="mt-1 flex flex-col gap-0.5">
          {question.expected.map((passage, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list renders as a whole, and its passages have no ids.
            <li key={index} className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
              <Icon name="quote" size={12} className="shrink-0" />
              <span className="shrink-0 text-info">{passage.documentName}</span>
              <span className="truncate">{passage.quote === '' ? t('lab.documentWhole') : passage.quote}</span>
            </li>
          ))}
        </ul>
      </div>
      <Badge tone={question.origin === 'made' ? 'info' : 'outline'} className="hidden sm:inline-flex">
        {t(ORIGIN_LABELS[question.origin])}
      </Badge>
      {onAccept ? (
        <IconButton size="sm" icon="check" label={t('lab.accept', { question: name })} onClick={onAccept} />
      ) : null}
      <IconButton
        size="sm"
        icon={onAccept ? 'x' : 'trash'}
        label={onAccept ? t('lab.reject', { question: name }) : t('lab.remove', { name })}
        onClick={onRemove}
      />
    </li>
  )
}
