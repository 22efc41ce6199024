import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import { type CaseExample, caseText, type ExampleData } from '@/lib/contracts/example-data'
import { PersonalText } from './personal-text'

const ROLES = { system: 'datasets.roleSystem', user: 'datasets.roleUser', assistant: 'datasets.roleAssistant' } as const

/** Shows the parts of an example with their labels. */
export function ExampleContent({ data, isKept }: { data: ExampleData; isKept: boolean }) {
  if ('messages' in data)
    return (
      <ol className="flex flex-col gap-3">
        {data.messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have no id, only a position.
          <li key={index}>
            <Part label={t(ROLES[message.role])} text={message.content} isKept={isKept} />
          </li>
        ))}
      </ol>
    )
  if ('question' in data)
    return (
      <div className="flex flex-col gap-3">
        {data.context === undefined ? null : <Part label={t('datasets.context')} text={data.context} isKept={isKept} />}
        <Part label={t('datasets.question')} text={data.question} isKept={isKept} />
        <Part label={t('datasets.answer')} text={data.answer} isKept={isKept} />
      </div>
    )
  if ('inputs' in data) return <CaseContent data={data} isKept={isKept} />
  return (
    <div className="flex flex-col gap-3">
      <Part label={t('datasets.text')} text={data.text} isKept={isKept} />
      <div>
        <p className="mb-1 text-faint text-xs">{t('datasets.label')}</p>
        <Badge tone="accent">{data.label}</Badge>
      </div>
    </div>
  )
}

function CaseContent({ data, isKept }: { data: CaseExample; isKept: boolean }) {
  const { inputs, expected, passages = [], group, tags = [] } = data
  return (
    <div className="flex flex-col gap-3">
      {Object.entries(inputs).map(([name, value]) => (
        <Part key={name} label={name} text={caseText(value)} isKept={isKept} />
      ))}
      {expected === undefined ? null : (
        <Part label={t('datasets.expected')} text={caseText(expected)} isKept={isKept} />
      )}
      {passages.map(({ documentName, quote }) => (
        <Part key={documentName + quote} label={t('datasets.expectedPassage')} text={quote || documentName} isKept />
      ))}
      {group === undefined ? null : <Part label={t('datasets.group')} text={group} isKept />}
      {tags.length === 0 ? null : (
        <p className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      )}
    </div>
  )
}

function Part({ label, text, isKept }: { label: string; text: string; isKept: boolean }) {
  return (
    <div>
      <p className="mb-0.5 text-faint text-xs">{label}</p>
      <p className="whitespace-pre-wrap break-words text-sm leading-6">
        <PersonalText text={text} isKept={isKept} />
      </p>
    </div>
  )
}
