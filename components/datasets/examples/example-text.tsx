import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'

/** A field for a longer text. */
export function ExampleText(props: { label: string; value: string; rows?: number; onChange: (value: string) => void }) {
  return (
    <Field label={props.label}>
      {(control) => (
        <Textarea
          {...control}
          rows={props.rows ?? 3}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
