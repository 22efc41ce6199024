import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { NeedSection } from './need-section'

export interface AddressStepProps {
  title: string
  text: string
  label: string
  placeholder: string
  address: string
  onAddress: (address: string) => void
  required: boolean
}

/** A web address that a template needs before it runs. */
export function AddressStep({ title, text, label, placeholder, address, onAddress, required }: AddressStepProps) {
  return (
    <NeedSection title={title} text={text}>
      <Field label={label} required={required}>
        {(control) => (
          <Input
            {...control}
            type="url"
            pattern="https?://.+"
            title={t('apps.addressTitle')}
            value={address}
            maxLength={2_000}
            required={required}
            placeholder={placeholder}
            onChange={(event) => onAddress(event.target.value)}
          />
        )}
      </Field>
    </NeedSection>
  )
}
