import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { policy } from './policy.ts'

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Puts the policy into the head, before anything that it is about. Vite's own server puts scripts into the page, so not there. */
const contentSecurityPolicy: Plugin = {
  apply: 'build',
  name: 'content-security-policy',
  transformIndexHtml: () => [
    {
      attrs: { content: policy, 'http-equiv': 'Content-Security-Policy' },
      injectTo: 'head-prepend',
      tag: 'meta',
    },
  ],
}

export default defineConfig({
  // What would be put into the page as data stays a file of its own.
  build: {
    assetsInlineLimit: 0,
    // A test holds the size.
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  plugins: [react(), contentSecurityPolicy],
  // On the sources, as everything here.
  resolve: {
    alias: [
      { find: /^foc-session-keys$/, replacement: source('client/src/index.ts') },
      { find: /^foc-session-keys\/(.*)$/, replacement: source('client/src/$1.ts') },
      { find: /^foc-session-keys-react$/, replacement: source('react/src/index.ts') },
      { find: /^foc-session-keys-react\/(.*)$/, replacement: source('react/src/$1.ts') },
    ],
  },
})
