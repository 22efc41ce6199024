'use client'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { helpHref, helpTopic } from '@/lib/client/help/help-topics'
import { t } from '@/lib/client/messages/t'
import { Icon } from './icon'
import { Tooltip } from './tooltip'

/** A link to the page of the help that explains this screen; nothing where there is none. */
export function HelpLink() {
  const pathname = usePathname()
  const topic = helpTopic(pathname, useSearchParams().get('tab') ?? '')
  if (topic === '') return null
  return (
    <Tooltip content={t('help.explains')}>
      <Link
        href={helpHref(topic)}
        prefetch={false}
        aria-label={t('help.explains')}
        className="inline-flex size-6 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
      >
        <Icon name="circle-help" size={15} />
      </Link>
    </Tooltip>
  )
}
