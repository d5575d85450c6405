/** What Mantine and the canvas ask of a browser and jsdom lacks; run before every test file. */
import './matchers';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// Pages load on first visit; on a busy machine that takes longer than the usual second.
configure({ asyncUtilTimeout: 6000 });
afterEach(cleanup);

if (typeof window !== 'undefined') {
  Object.defineProperty(window, 'matchMedia', {
    writable: true,
    value: (query: string) => ({
      matches: false,
      media: query,
      onchange: null,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
      addListener: vi.fn(),
      removeListener: vi.fn(),
      dispatchEvent: () => false,
    }),
  });
  class ResizeObserverStub {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  }
  window.ResizeObserver = ResizeObserverStub;
  window.HTMLElement.prototype.scrollIntoView = vi.fn();
  window.scrollTo = vi.fn();
  // jsdom lays nothing out, so text has no rectangles; CodeMirror asks for them to measure its lines.
  Range.prototype.getClientRects = () => Object.assign([], { item: () => null });
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  // Text areas that grow wait for fonts.
  Object.defineProperty(document, 'fonts', { value: { addEventListener: vi.fn(), removeEventListener: vi.fn() } });
}

// Node's Request knows no page to resolve an address against and refuses jsdom's abort signals; the browser's does neither.
const NodeRequest = globalThis.Request;
globalThis.Request = class extends NodeRequest {
  constructor(input: RequestInfo | URL, options: RequestInit = {}) {
    super(typeof input === 'string' ? new URL(input, 'http://test') : input, { ...options, signal: null });
  }
};
