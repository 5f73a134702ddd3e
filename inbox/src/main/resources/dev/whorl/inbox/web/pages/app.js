// What every page does: keeps "3 min ago" true, says when the inbox does not answer, and "/" leads to the search.
'use strict';

(() => {
  const relative = (seconds) => {
    if (seconds < 10) return 'just now';
    if (seconds < 60) return `${Math.floor(seconds)} s ago`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
    return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
  };

  setInterval(() => {
    for (const time of document.querySelectorAll('time')) {
      time.textContent = relative((Date.now() - Date.parse(time.dateTime)) / 1000);
    }
  }, 5000);

  const offline = (is) => {
    document.getElementById('offline').hidden = !is;
  };
  document.addEventListener('htmx:sendError', () => offline(true));
  document.addEventListener('htmx:afterOnLoad', () => offline(false));

  document.addEventListener('keydown', (event) => {
    const query = document.getElementById('query');
    const typing = event.target.closest('input, select, textarea, .CodeMirror');
    if (event.key === '/' && query && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });
})();
