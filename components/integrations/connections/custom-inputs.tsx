'use client'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import { type ConnectionDraft, WAYS } from './connection-draft'
import { DraftText } from './draft-text'

export interface CustomInputsProps {
  draft: ConnectionDraft
  onChange: (change: Partial<ConnectionDraft>) => void
  errors: Readonly<Record<string, string>>
}

const PLACES = ['header', 'query', 'path'] as const
const AUTHENTICATIONS = ['basic', 'body', 'none'] as const

/** Describes a service that has no integration. */
export function CustomInputs({ draft, onChange, errors }: CustomInputsProps) {
  const { way } = draft
  const hostsError = Object.entries(errors).find(([path]) => path.startsWith('custom.hosts'))?.[1]
  return (
    <>
      <Field label={t('connections.way')}>
        {() => (
          <Choice
            values={WAYS}
            labelOf={(value) => t(`connections.way-${value}`)}
            value={way}
            onSelect={(next) => onChange({ way: next })}
            label={t('connections.way')}
          />
        )}
      </Field>
      <DraftText
        label={t('connections.hosts')}
        value={draft.hosts}
        onChange={(hosts) => onChange({ hosts })}
        error={hostsError}
        hint={t('connections.hostsHint')}
        placeholder="api.example.com"
        look="lines"
        required
      />
      {way === 'api-key' ? <KeyPlace draft={draft} onChange={onChange} errors={errors} /> : null}
      {way.startsWith('oauth-') ? <Addresses draft={draft} onChange={onChange} errors={errors} /> : null}
      {way.startsWith('oauth-') || way === 'google' ? (
        <DraftText
          label={t('connections.scopesLabel')}
          value={draft.scopes}
          onChange={(scopes) => onChange({ scopes })}
          error={Object.entries(errors).find(([path]) => path.startsWith('custom.kind.scopes'))?.[1]}
          hint={t('connections.scopesHint')}
        />
      ) : null}
      {way === 'aws' ? (
        <DraftText
          label={t('connections.awsService')}
          value={draft.awsService}
          onChange={(awsService) => onChange({ awsService })}
          error={errors['custom.kind.service']}
          hint={t('connections.awsServiceHint')}
          required
        />
      ) : null}
      {way === 'fields' ? <Rows draft={draft} onChange={onChange} errors={errors} /> : null}
      <Disclosure label={t('connections.more')} defaultOpen={draft.testUrl !== ''}>
        <div className="flex flex-col gap-4">
          <DraftText
            label={t('connections.testUrl')}
            value={draft.testUrl}
            onChange={(testUrl) => onChange({ testUrl })}
            error={errors['custom.testUrl']}
            hint={t('connections.testUrlHint')}
          />
          {way.startsWith('oauth-') ? <OAuthDetails draft={draft} onChange={onChange} errors={errors} /> : null}
        </div>
      </Disclosure>
    </>
  )
}

function KeyPlace({ draft, onChange, errors }: CustomInputsProps) {
  return (
    <>
      <Field label={t('connections.place')}>
        {() => (
          <Choice
            values={PLACES}
            labelOf={(value) => t(`connections.place-${value}`)}
            value={draft.place}
            onSelect={(place) => onChange({ place })}
            label={t('connections.place')}
          />
        )}
      </Field>
      <DraftText
        label={t(`connections.keyName-${draft.place}`)}
        value={draft.keyName}
        onChange={(keyName) => onChange({ keyName })}
        error={errors['custom.kind.placement.name']}
        required
      />
      {draft.place === 'header' ? (
        <DraftText
          label={t('connections.prefix')}
          value={draft.prefix}
          onChange={(prefix) => onChange({ prefix })}
          error={errors['custom.kind.placement.prefix']}
        />
      ) : null}
    </>
  )
}

function Addresses({ draft, onChange, errors }: CustomInputsProps) {
  return (
    <>
      {draft.way === 'oauth-code' ? (
        <DraftText
          label={t('connections.authorizeUrl')}
          value={draft.authorizeUrl}
          onChange={(authorizeUrl) => onChange({ authorizeUrl })}
          error={errors['custom.kind.authorizeUrl']}
          required
        />
      ) : null}
      {draft.way === 'oauth-device' ? (
        <DraftText
          label={t('connections.deviceUrl')}
          value={draft.deviceUrl}
          onChange={(deviceUrl) => onChange({ deviceUrl })}
          error={errors['custom.kind.deviceUrl']}
          required
        />
      ) : null}
      <DraftText
        label={t('connections.tokenUrl')}
        value={draft.tokenUrl}
        onChange={(tokenUrl) => onChange({ tokenUrl })}
        error={errors['custom.kind.tokenUrl']}
        required
      />
    </>
  )
}

function OAuthDetails({ draft, onChange }: CustomInputsProps) {
  return (
    <>
      <Field label={t('connections.authentication')}>
        {() => (
          <Choice
            values={AUTHENTICATIONS}
            labelOf={(value) => t(`connections.authentication-${value}`)}
            value={draft.authentication}
            onSelect={(authentication) => onChange({ authentication })}
            label={t('connections.authentication')}
          />
        )}
      </Field>
      {draft.way === 'oauth-code' ? (
        <SwitchRow
          label={t('connections.pkce')}
          hint={t('connections.pkceHint')}
          checked={draft.usesPkce}
          onChange={(usesPkce) => onChange({ usesPkce })}
        />
      ) : null}
    </>
  )
}

const MAX_ROWS = 10

function Rows({ draft, onChange, errors }: CustomInputsProps) {
  const { rows } = draft
  const set = (index: number, name: string) =>
    onChange({ rows: rows.map((row, position) => (position === index ? { ...row, name } : row)) })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t('connections.fieldNames')}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity besides their position.
        <div key={index} className="flex flex-col gap-1">
          <div className="flex items-center gap-2">
            <Input
              aria-label={t('connections.fieldName', { number: index + 1 })}
              value={row.name}
              spellCheck={false}
              onChange={(event) => set(index, event.target.value)}
              className="font-mono text-xs"
            />
            <IconButton
              icon="trash"
              label={t('common.delete')}
              disabled={rows.length === 1}
              onClick={() => onChange({ rows: rows.filter((_, position) => position !== index) })}
            />
          </div>
          {errors[`custom.kind.fields.${index}.name`] ? (
            <p role="alert" className="text-danger text-xs">
              {errors[`custom.kind.fields.${index}.name`]}
            </p>
          ) : null}
        </div>
      ))}
      {rows.length < MAX_ROWS ? (
        <Button
          size="sm"
          icon="plus"
          className="self-start"
          onClick={() => onChange({ rows: [...rows, { name: '', isSecret: true }] })}
        >
          {t('connections.addField')}
        </Button>
      ) : null}
    </fieldset>
  )
}
