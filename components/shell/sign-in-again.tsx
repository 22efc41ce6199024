'use client'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import { resumeSession } from '@/lib/client/session/resume-session'
import type { SessionView } from '@/lib/contracts/session'

/** Shown over a page whose session has expired. Not dismissible, because every request would be rejected. */
export function SignInAgain({ last }: { last: SessionView }) {
  return (
    <Dialog open>
      <DialogContent
        title={t('auth.endedTitle')}
        description={t('auth.endedText')}
        size="sm"
        isClosable={false}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement)
            event.currentTarget.querySelector<HTMLInputElement>('input[type=password]')?.focus()
        }}
      >
        <SignInForm
          email={last.user.email}
          onSignedIn={(session) => (session ? resumeSession(last, session) : window.location.assign('/apps'))}
        />
        <a href="/sign-in" target="_blank" rel="noopener" className="mt-4 inline-block text-accent text-sm underline">
          {t('auth.endedElsewhere')}
        </a>
      </DialogContent>
    </Dialog>
  )
}
