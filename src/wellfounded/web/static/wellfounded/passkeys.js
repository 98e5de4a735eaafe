// Shows what needs JavaScript, and says in the page's own words when a passkey did not work.
document.addEventListener('DOMContentLoaded', function () {
  if (!window.PublicKeyCredential) return
  document.querySelectorAll('[data-passkey]').forEach(function (button) { button.hidden = false })
})
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const said = document.getElementById('passkey-failed')
  said.hidden = false
  said.focus()
})
