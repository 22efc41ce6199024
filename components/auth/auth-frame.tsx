import type { ReactNode } from 'react'
import { LanguageSelect } from '@/components/ui/language-select'
import { Logo } from '@/components/ui/logo'
import { useShowLocale } from '@/lib/client/locale/use-switch-locale'
import { t } from '@/lib/client/messages/t'
import { PatchArt } from './patch-art'

/** Layout of the pages before sign-in: the form, and on wide screens an illustration. */
export function AuthFrame({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const show = useShowLocale()
  return (
    <main className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex flex-col justify-center px-6 py-10 sm:px-12">
        <div className="mx-auto w-full max-w-sm">
          <Brand />
          <h1 className="mt-10 font-semibold text-2xl tracking-tight">{title}</h1>
          {text ? <p className="mt-2 text-base text-muted">{text}</p> : null}
          <div className="mt-7">{children}</div>
          <div className="mt-10">
            <LanguageSelect onSelect={(locale) => void show(locale).catch(() => {})} />
          </div>
        </div>
      </div>
      <div className="relative hidden overflow-hidden border-l bg-canvas bg-[radial-gradient(var(--line-strong)_1px,transparent_1px)] bg-size-[24px_24px] lg:block">
        <PatchArt />
        <p className="absolute bottom-10 left-12 max-w-xs text-lg text-muted">{t('auth.tagline')}</p>
      </div>
    </main>
  )
}

function Brand() {
  return (
    <div className="flex items-center gap-2.5">
      <Logo size={28} />
      <span className="font-semibold text-lg tracking-tight">Patchbay</span>
    </div>
  )
}
