import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { ICONS } from './icons'
import { MORE_ICONS } from './more-icons'

const BY_NAME: Readonly<Partial<Record<string, LucideIcon>>> = MORE_ICONS

export function MoreIcon({ name, ref: _, ...props }: ComponentProps<'svg'> & { name: string }) {
  const Drawing = BY_NAME[name] ?? ICONS.box
  return <Drawing {...props} />
}
