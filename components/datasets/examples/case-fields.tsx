'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { type CaseExample, caseText } from '@/lib/contracts/example-data'
import { ExampleText } from './example-text'

/** A test case: its inputs, the expected answer, and the passage that a search should find. */
export function CaseFields({ data, onChange }: { data: CaseExample; onChange: (data: CaseExample) => void }) {
  const quote = data.passages?.[0]?.quote ?? ''
  function without(field: 'expected' | 'passages' | 'group'): CaseExample {
    const { [field]: _, ...rest } = data
    return rest
  }
  return (
    <div className="flex flex-col gap-3">
      {Object.entries(data.inputs).map(([name, value]) => (
        <ExampleText
          key={name}
          label={name === 'message' ? t('datasets.question') : name}
          value={caseText(value)}
          onChange={(text) => onChange({ ...data, inputs: { ...data.inputs, [name]: text } })}
        />
      ))}
      <ExampleText
        label={t('datasets.expectedOptional')}
        value={data.expected === undefined ? '' : caseText(data.expected)}
        onChange={(text) => onChange(text === '' ? without('expected') : { ...data, expected: text })}
      />
      <ExampleText
        label={t('datasets.passageOptional')}
        value={quote}
        onChange={(text) =>
          onChange(
            text === ''
              ? without('passages')
              : { ...data, passages: [{ documentId: null, documentName: '', ...data.passages?.[0], quote: text }] },
          )
        }
      />
      <Field label={t('datasets.groupOptional')} hint={t('datasets.groupHint')}>
        {(control) => (
          <Input
            {...control}
            value={data.group ?? ''}
            onChange={(event) =>
              onChange(event.target.value === '' ? without('group') : { ...data, group: event.target.value })
            }
          />
        )}
      </Field>
    </div>
  )
}
