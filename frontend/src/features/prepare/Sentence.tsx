import { Fragment } from 'react';

/** A step in words; the names in “ ” stand out. */
export function Sentence({ text }: { text: string }) {
  return (
    <>
      {text.split(/(“[^”]*”)/).map((part, index) => (
        <Fragment key={index}>{part.startsWith('“') ? <b>{part}</b> : part}</Fragment>
      ))}
    </>
  );
}
