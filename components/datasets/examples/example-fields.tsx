'use client'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { ExampleData, ExampleMessage } from '@/lib/contracts/example-data'
import { CaseFields } from './case-fields'
import { ExampleText as Text } from './example-text'

export interface ExampleFieldsProps {
  data: ExampleData
  onChange: (data: ExampleData) => void
}

/** The fields of an example, by its kind. */
export function ExampleFields({ data, onChange }: ExampleFieldsProps) {
  if ('messages' in data) return <Messages messages={data.messages} onChange={(messages) => onChange({ messages })} />
  if ('question' in data) {
    const { question, answer, context } = data
    const change = (next: Partial<typeof data>) => {
      const merged = { question, answer, context, ...next }
      const { context: about, ...rest } = merged
      onChange(about === undefined || about === '' ? rest : { ...rest, context: about })
    }
    return (
      <div className="flex flex-col gap-3">
        <Text label={t('datasets.question')} value={question} onChange={(value) => change({ question: value })} />
        <Text label={t('datasets.answer')} value={answer} rows={5} onChange={(value) => change({ answer: value })} />
        <Text
          label={t('datasets.contextOptional')}
          value={context ?? ''}
          onChange={(value) => change({ context: value })}
        />
      </div>
    )
  }
  if ('inputs' in data) return <CaseFields data={data} onChange={onChange} />
  return (
    <div className="flex flex-col gap-3">
      <Text label={t('datasets.text')} value={data.text} rows={4} onChange={(text) => onChange({ ...data, text })} />
      <Field label={t('datasets.label')}>
        {(control) => (
          <Input
            {...control}
            value={data.label}
            onChange={(event) => onChange({ ...data, label: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

const ROLE_NAMES = {
  system: 'datasets.roleSystem',
  user: 'datasets.roleUser',
  assistant: 'datasets.roleAssistant',
} as const

function Messages(props: { messages: ExampleMessage[]; onChange: (messages: ExampleMessage[]) => void }) {
  const { messages, onChange } = props
  const set = (position: number, change: Partial<ExampleMessage>) =>
    onChange(messages.map((message, index) => (index === position ? { ...message, ...change } : message)))
  return (
    <div className="flex flex-col gap-3">
      {messages.map((message, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no id, only a position.
        <div key={position} className="flex flex-col gap-1.5">
          <div className="flex items-center justify-between">
            <Choice
              values={['system', 'user', 'assistant'] as const}
              labelOf={(role) => t(ROLE_NAMES[role])}
              value={message.role}
              onSelect={(role) => set(position, { role })}
              label={t('datasets.role')}
              className="w-32"
            />
            {messages.length > 2 ? (
              <IconButton
                icon="x"
                label={t('datasets.removeMessage')}
                size="sm"
                onClick={() => onChange(messages.filter((_, index) => index !== position))}
              />
            ) : null}
          </div>
          <Textarea
            aria-label={t(ROLE_NAMES[message.role])}
            value={message.content}
            onChange={(event) => set(position, { content: event.target.value })}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        className="self-start"
        onClick={() =>
          onChange([...messages, { role: messages.at(-1)?.role === 'user' ? 'assistant' : 'user', content: '' }])
        }
      >
        {t('datasets.addMessage')}
      </Button>
    </div>
  )
}
