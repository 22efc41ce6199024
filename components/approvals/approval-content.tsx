import { Markdown } from '@/components/chat/markdown'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import { ValueView } from './value-view'

/** The subject of the decision and the related values. */
export function ApprovalContent({ message, context }: { message: string; context: Json }) {
  return (
    <>
      {message.trim() === '' ? null : (
        <div className="text-base leading-6">
          <Markdown text={message} withoutImages />
        </div>
      )}
      {context === null ? null : (
        <section className="min-w-0">
          <h3 className="mb-1.5 font-medium text-muted text-xs">{t('approvals.content')}</h3>
          <div className="min-w-0 overflow-x-auto rounded-lg border bg-surface p-4">
            <ValueView value={context} />
          </div>
        </section>
      )}
    </>
  )
}
