import type { EmbedApp } from '@/lib/contracts/public'
import { h } from './element'
import { icon } from './icons'

/** The app's logo, or a symbol in its accent color. */
export const appBadge = ({ logo }: EmbedApp, look = 'badge'): HTMLElement =>
  logo
    ? h('img', { class: look, src: logo, alt: '' })
    : h('span', { class: look }, icon('spark', look === 'badge' ? 18 : 26))
