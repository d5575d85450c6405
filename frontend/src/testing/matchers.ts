/** The few questions tests ask of elements, as matchers; a fuller set would be one more dependency. */
import { expect } from 'vitest';

interface ElementMatchers<R> {
  /** The element's text, white space joined, contains the words. */
  toHaveTextContent: (words: string) => R;
  toHaveValue: (value: string) => R;
  toHaveAttribute: (name: string, value: string) => R;
  /** It is in the document and no style of it or around it hides it. */
  toBeVisible: () => R;
  toBeDisabled: () => R;
}

declare module 'vitest' {
  // The interface of Vitest carries the type parameter; it has to be repeated to merge with it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type
  interface Matchers<T = any> extends ElementMatchers<T> {}
}

function answer(pass: boolean, said: string) {
  return { pass, message: () => said };
}

function isShown(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return false;
  }
  return element.isConnected;
}

expect.extend({
  toHaveTextContent(element: Element, words: string) {
    const text = element.textContent.replaceAll(/\s+/g, ' ');
    return answer(text.includes(words), `The text is ${JSON.stringify(text)}; ${JSON.stringify(words)} was looked for.`);
  },
  toHaveValue(element: HTMLInputElement, value: string) {
    return answer(element.value === value, `The value is ${JSON.stringify(element.value)}, not ${JSON.stringify(value)}.`);
  },
  toHaveAttribute(element: Element, name: string, value: string) {
    return answer(element.getAttribute(name) === value, `${name} is ${JSON.stringify(element.getAttribute(name))}, not ${JSON.stringify(value)}.`);
  },
  toBeVisible(element: Element) {
    return answer(isShown(element), 'The element is not to be seen.');
  },
  toBeDisabled(element: HTMLButtonElement) {
    return answer(element.disabled || element.dataset.disabled === 'true', 'The element can be used.');
  },
});
