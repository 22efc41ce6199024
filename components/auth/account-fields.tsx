import { t } from '@/lib/client/messages/t'
import { CredentialField } from './credential-field'

interface Account {
  name: string
  email: string
  password: string
}

export interface AccountFieldsProps {
  form: {
    values: Account
    errors: Partial<Record<keyof Account, string>>
    set: (change: Partial<Account>) => void
  }
  /** Set if the invitation is for this address only. */
  isEmailFixed?: boolean
}

/** Fields of a new account. */
export function AccountFields({ form: { values, errors, set }, isEmailFixed = false }: AccountFieldsProps) {
  return (
    <>
      <CredentialField
        label={t('auth.name')}
        autoComplete="name"
        value={values.name}
        onChange={(name) => set({ name })}
        error={errors.name}
      />
      <CredentialField
        label={t('auth.email')}
        hint={t('auth.emailHint')}
        type="email"
        autoComplete="username"
        readOnly={isEmailFixed}
        value={values.email}
        onChange={(email) => set({ email })}
        error={errors.email}
      />
      <CredentialField
        label={t('auth.password')}
        hint={t('auth.passwordHint')}
        type="password"
        autoComplete="new-password"
        value={values.password}
        onChange={(password) => set({ password })}
        error={errors.password}
      />
    </>
  )
}
