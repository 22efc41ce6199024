'use client'
import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { Logo } from '@/components/ui/logo'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { helpHref } from '@/lib/client/help/help-topics'
import { t } from '@/lib/client/messages/t'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { peerLogos } from '@/lib/import/peers/logos.gen'
import { IMPORT_PEERS, type ImportPeer } from '@/lib/import/report'

const PRODUCT = 'Patchbay'

/** How to export a file from each builder. */
export function BuilderCards() {
  return (
    <section aria-label={t('moveIn.builders')}>
      <h2 className="font-semibold text-base">{t('moveIn.builders')}</h2>
      <p className="mt-0.5 mb-3 text-muted text-sm">{t('moveIn.buildersHint')}</p>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {IMPORT_PEERS.map((peer) => (
          <li key={peer} className="min-w-0">
            <BuilderCard peer={peer} />
          </li>
        ))}
        <li className="min-w-0">
          <OwnFileCard />
        </li>
      </ul>
    </section>
  )
}

function BuilderCard({ peer }: { peer: ImportPeer }) {
  const label = PEER_NAMES[peer]
  return (
    <Card className="flex h-full gap-3 p-3.5">
      <PluginLogo plugin={{ logo: peerLogos[peer] ?? null, label }} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <h3 className="font-semibold text-sm">{label}</h3>
        <p className="text-muted text-sm">{t(`moveIn.export-${peer}`)}</p>
        <Link
          href={helpHref(`guides/move-from-${peer}`)}
          prefetch={false}
          aria-label={t('moveIn.guideOf', { builder: label })}
          className="mt-auto pt-1.5 text-accent text-xs underline"
        >
          {t('moveIn.guide')}
        </Link>
      </div>
    </Card>
  )
}

function OwnFileCard() {
  return (
    <Card className="flex h-full gap-3 p-3.5">
      <span aria-hidden className="flex size-9 shrink-0 items-center justify-center">
        <Logo size={24} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold text-sm">{PRODUCT}</h3>
        <p className="mt-0.5 text-muted text-sm">{t('moveIn.export-patchbay')}</p>
      </div>
    </Card>
  )
}
