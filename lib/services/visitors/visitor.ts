import type { PublishedApp } from '../versions/published-app'

/** A person who uses an app's page or widget. */
export interface Visitor {
  app: PublishedApp
  endUser: string
}
