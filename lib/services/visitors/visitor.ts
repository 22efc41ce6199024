import type { PublishedApp } from '../versions/published-app'

/** A person on page or widget. */
export interface Visitor {
  app: PublishedApp
  endUser: string
}
