'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { FormError } from '@/components/ui/form-error'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import {
  type AuthorizationRequest,
  approveAuthorization,
  type describeAuthorization,
} from '@/lib/contracts/oauth-clients'
import { signOut } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'

type Authorization = ResponseOf<typeof describeAuthorization>

export interface AuthorizeFormProps {
  request: AuthorizationRequest
  authorization: Authorization
  person: { name: string; email: string }
}

const TARGETS = {
  site: 'connectedApps.targetSite',
  computer: 'connectedApps.targetComputer',
  program: 'connectedApps.targetProgram',
} as const satisfies Record<Authorization['program']['target']['kind'], string>

export function AuthorizeForm({ request, authorization, person }: AuthorizeFormProps) {
  const { program, workspace, apps, denyTo } = authorization
  const [appIds, setAppIds] = useState<readonly string[]>(() => apps.map(({ id }) => id).slice(0, 100))
  const approve = useContractMutation(approveAuthorization, {
    // The error is shown above the buttons instead of in a toast.
    onError: () => undefined,
    onSuccess: ({ redirectTo }) => window.location.assign(redirectTo),
  })
  const isBusy = approve.isPending || approve.isSuccess
  return (
    <AuthFrame
      title={t('connectedApps.title', { program: program.name })}
      text={t('connectedApps.text', { workspace, name: person.name })}
    >
      <div className="flex flex-col gap-5">
        {apps.length === 0 ? (
          <p className="rounded-lg bg-sunken px-4 py-3 text-sm">{t('connectedApps.noApps')}</p>
        ) : (
          <AppChoices apps={apps} selected={appIds} onChange={setAppIds} />
        )}
        <p className="break-words text-sm">
          {spaced(t(TARGETS[program.target.kind], { target: program.target.name }))}
          <span className="text-muted">{t('connectedApps.unchecked')}</span>
        </p>
        <FormError error={approve.error} />
        <div className="flex flex-col gap-2 sm:flex-row-reverse">
          <Button
            variant="primary"
            size="lg"
            className="sm:flex-1"
            busy={approve.isPending}
            disabled={appIds.length === 0 || approve.isSuccess}
            onClick={() => approve.mutate({ body: { request, appIds: [...appIds] } })}
          >
            {t('connectedApps.allow')}
          </Button>
          <Button size="lg" className="sm:flex-1" disabled={isBusy} onClick={() => window.location.assign(denyTo)}>
            {t('connectedApps.deny')}
          </Button>
        </div>
        {/* Redirecting to a custom URL scheme opens an app and leaves this page open. */}
        {approve.isSuccess ? (
          <p role="status" className="rounded-lg bg-sunken px-4 py-3 text-sm">
            {t('connectedApps.connected')}
          </p>
        ) : null}
        <p className="text-muted text-sm">{t('connectedApps.revokeHint')}</p>
        <OtherAccount email={person.email} />
      </div>
    </AuthFrame>
  )
}

function AppChoices({
  apps,
  selected,
  onChange,
}: {
  apps: Authorization['apps']
  selected: readonly string[]
  onChange: (appIds: readonly string[]) => void
}) {
  const id = useId()
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">{t('connectedApps.mayRun')}</legend>
      <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto rounded-lg border p-2">
        {apps.map((app) => (
          <li key={app.id}>
            <label
              htmlFor={`${id}-${app.id}`}
              className="flex cursor-pointer gap-3 rounded-md px-2 py-2 hover:bg-sunken"
            >
              <Checkbox
                id={`${id}-${app.id}`}
                className="mt-0.5"
                checked={selected.includes(app.id)}
                onCheckedChange={(isSelected) =>
                  onChange(isSelected === true ? [...selected, app.id] : selected.filter((item) => item !== app.id))
                }
              />
              <span className="min-w-0">
                <span className="block break-words font-medium text-sm">{app.title || app.name}</span>
                {app.description ? (
                  <span className="line-clamp-2 break-words text-muted text-xs">{app.description}</span>
                ) : null}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** On a shared browser the wrong account or workspace is common. */
function OtherAccount({ email }: { email: string }) {
  const leave = useContractMutation(signOut, { onSuccess: () => window.location.reload() })
  return (
    <p className="text-muted text-sm">
      {spaced(t('connectedApps.signedInAs', { email }))}
      <button
        type="button"
        className="rounded-sm underline underline-offset-2 hover:text-ink"
        disabled={leave.isPending}
        onClick={() => leave.mutate({})}
      >
        {t('connectedApps.signOut')}
      </button>
    </p>
  )
}
