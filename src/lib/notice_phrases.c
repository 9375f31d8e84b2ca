/* SPDX-License-Identifier: MIT */
/*
 * The tables of phrases: all that the reading of notices knows of single programs and
 * languages.  In lower case as far as ASCII goes; what each is for, the header says.
 */
#include "notice_phrases.h"

/* ---- what kind of message is it? ---- */

static const char *const daemons[] = {
    "mailer-daemon", "mailerdaemon",       "mail-daemon",     "mailer daemon",
    "mail delivery", "delivery subsystem", "delivery system", "microsoftexchange",
};
const struct phrases notice_daemons = PHRASES(daemons);

static const char *const admins[] = {
    "postmaster",   "post_master",  "mail.delivery",        "mail deliver", "mail administrator",
    "mail system",  "mailsystem",   "system administrator", " ndr",         "<ndr@",
    "mail router",  "interscan",    "mailmarshal",          "mimesweeper",  "mdaemon@",
    "mail service", "mail_service", "smtp gateway",         "mail gateway", "<>",
    "listserv@",    "list server",
};
const struct phrases notice_admins = PHRASES(admins);

static const char *const machines[] = { "bounce", "no-reply@", "noreply@", "donotreply@",
                                        "do-not-reply@" };
const struct phrases notice_machines = PHRASES(machines);

static const char *const list_machines[] = { "-bounces@", "-bounces+", "-bounce@", "-admin@",
                                             "-owner@",   "<owner-",   "-errors@" };
const struct phrases notice_list_machines = PHRASES(list_machines);

static const char *const subjects[] = {
    "undeliver",
    "failure notice",
    "returned mail",
    "returned to sender",
    "returning message",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "failed delivery",
    "failure delivery",
    "failed mail",
    "mail failure",
    "mail system error",
    "message delayed",
    "could not be delivered",
    "could not send",
    "couldn't be delivered",
    "not delivered",
    "non-delivery",
    "nondelivery",
    "non delivery",
    "non-deliverable",
    "nondeliverable",
    "unable to deliver",
    "error sending your mail",
    "error while sending",
    "warning: message",
    "user unknown",
    "you sent blocked",
    "rejected mail",
    "message rejected",
    "mail rejected",
    "not a member",
    "are not member",
    "unzustellbar",
    "nicht zugestellt",
    "non remis",
    "non distribu",
    "no se puede entregar",
    "no se pudo entregar",
    "mancato recapito",
    "non recapita",
    "onbestelbaar",
    "nao entregue",
    "não foi possível",
    "não entregue",
    "falha na entrega",
    "niedostarcz",
    "не доставлено",
    "недоставлен",
    "送信できません",
    "退信",
    "系统退信",
    "无法送达",
    "お届けできません",
    "delivery status notification",
    "mail delivery failed",
    "mail delivery failure",
    "mail failed",
    "mail undelivered",
    "returning to sender",
    "return to sender",
    "error during delivery",
    "message not sent",
    "mail not sent",
    "email not sent",
    "could not be sent",
    "couldn't be sent",
    "wasn't delivered",
    "was not delivered",
    "permanent failure",
    "permanent error",
    "delivery delay",
    "delayed mail",
    "mail delayed",
    "bounced mail",
    "mail bounced",
    "bounced message",
    "message bounced",
    "message blocked",
    "blocked message",
    "nameserver error report",
    "no ha podido ser entregado",
    "no ha sido entregado",
    "no entregado",
    "error de entrega",
    "fallo en la entrega",
    "entrega fallida",
    "rechazado",
    "échec de",
    "echec de",
    "non délivr",
    "non livr",
    "impossible de remettre",
    "impossibile recapitare",
    "consegna fallita",
    "niet bezorgd",
    "niet afgeleverd",
    "olevererbar",
    "kunde inte levereras",
    "kunne ikke leveres",
    "ikke leveret",
    "nie dostarczon",
    "zwrot poczty",
    "nedoručit",
    "kézbesíthet",
    "teslim edilemedi",
    "iletilemedi",
    "доставк",
    "не удалось доставить",
    "发送失败",
    "投递失败",
    "無法傳遞",
    "無法寄達",
    "傳送失敗",
    "投遞失敗",
    "未達",
    "배달",
    "전송 실패",
    "rejected posting",
    "posting rejected",
    "message distribution",
    "request to mailing list",
};
const struct phrases notice_subjects = PHRASES(subjects);

static const char *const vague_subjects[] = {
    "delivery status",
    "delivery notification",
    "delivery report",
    "delivery problem",
    "delivery error",
    "delivery delayed",
    "mail delivery",
    "delivery attempt",
    "message status",
    "mail error",
    "bounce",
    "notification d'",
    "zustellung",
    "配信",
    "送達",
    "エラー",
    "メール配信",
};
const struct phrases notice_vague_subjects = PHRASES(vague_subjects);

static const char *const openings[] = {
    "created automatically by mail delivery software",
    "could not be delivered to one or more",
    "this is the qmail-send program",
    "this is the postfix program",
    "this is the mail system at host",
    "this is the mailer-daemon",
    "this is the mail delivery agent",
    "this is the dragonfly mail agent",
    "this is an automatically generated delivery status notification",
    "this is a delivery status notification",
    "transcript of session follows",
    "--- session transcript",
    "had permanent fatal errors",
    "had delivery problems",
    "had delivery errors",
    "did not reach the following recipient",
    "did not reach the recipient",
    "did not reach some or all of the intended recipients",
    "delivery has failed to these recipients",
    "delivery to the following recipient",
    "undeliverable mail",
    "unable to deliver your message",
    "unable to deliver message to the following",
    "could not be delivered to:",
    "message could not be delivered",
    "message could not be sent",
    "your message was not delivered",
    "your message wasn't delivered",
    "was not delivered to",
    "could not deliver your message",
    "wasn't able to deliver your message",
    "we had trouble delivering your message",
    "following address(es) failed",
    "following recipients returned permanent errors",
    "each of the following recipients was rejected",
    "an email you sent was rejected",
    "an error has occurred while attempting to deliver a message",
    "cannot be delivered to the following recipient",
    "undeliverable to",
    "you are not a member of this mailing list",
    "are not allowed to post to this mailing list",
    "because you are not a member of",
    "not allowed to send this message",
    "mailing list has been rejected",
    "mailing-list was rejected",
    "mailing list was rejected",
    "has been rejected by the list moderator",
    "restricted to list subscribers",
    "restricted to list members",
    "not from a list member",
    "only subscribers can post",
    "only members can post",
    "only subscribers may post",
    "only members may post",
    "to post to this list",
    "\"notificationtype\":\"bounce\"",
    "delivery attempts will continue",
    "message from interscan",
    "mail has been returned because",
    "message has been returned because",
    "wasn't able to deliver the following",
    "unable to deliver mail",
    "following recipient(s) could not be reached",
    "following addresses did not receive",
    "following recipients did not receive",
    "did not reach the following recipient",
    "could not be delivered to the following",
    "cannot be delivered to the following",
    "couldn't be delivered to the following",
    "could not be delivered for the following reason",
    "has not yet been delivered",
    "has been delayed and is still awaiting delivery",
    "delivery of email to this address",
    "the following addresses failed",
    "failed recipients",
    "failed addresses follow",
    "permanent fatal delivery errors",
    "nicht zugestellt werden",
    "n'a pas pu etre delivre",
    "n'a pas pu être remis",
    "n'a pas pu être délivré",
    "no pudo ser entregado",
    "no se pudo entregar",
    "não pôde ser entregue",
    "non è stato possibile recapitare",
    "не может быть доставлено",
    "не удалось доставить",
    "невозможно доставить",
    "无法送达",
    "无法发送到",
    "無法送達",
    "配信できませんでした",
    "お届けできませんでした",
};
const struct phrases notice_openings = PHRASES(openings);

static const char *const bodies[] = {
    "this is the mail system at host",
    "this is the postfix program at host",
    "this is the qmail-send program",
    "this is the mail delivery agent at",
    "this is the mailer-daemon",
    "created automatically by mail delivery software",
    "this is an automatically generated delivery status notification",
    "delivery has failed to these recipients",
    "rejected your message to the following e",
    "your message did not reach some or all",
    "did not reach the following recipient(s)",
    "hat einige oder alle empf",
    "certains ou à tous les destinataires",
    "certains ou tous les destinataires",
    "algunos o a todos los destinatarios",
    "algunos o todos los destinatarios",
    "alcuni o tutti i destinatari",
    "alguns ou todos os destinatários",
    "sommige of alle geadresseerden",
    "msexch:",
    "module(domain ",
    "module(account ",
    "cannot be delivered to the following recipient",
    "couldn't be delivered to the following recipient",
    "problem delivering your message",
    "mail delivery problem has been detected",
    "mail item was not delivered to",
    "** address not found **",
    "** message blocked **",
    "** message not delivered **",
    "** delivery incomplete **",
    "office365logo_",
    "message created by mail delivery software",
    "was not able to deliver your e-mail message",
    "was not able to deliver your email message",
    "unable to deliver your message to",
    "you do not need to resend your message",
    "transcript of the attempts to send the message follows",
    "was blocked by our spam",
    "could not be delivered to the following recipient",
    "original message follows",
    "failed addresses follow:",
    "-- failed recipients --",
    "was detected while processing the enclosed message",
    "only a notification about a delay in the delivery",
    "邮件无法发送到您指定的地址",
    "a message that you have sent could not be delivered",
    "a message that you sent could not be delivered",
    "following address(es) failed",
    "recipients of your message have been processed by the mail server",
    "this is a delivery failure notification message",
    "this is a delivery status notification, automatically",
    "this report relates to a message you sent",
    "this report relates to your message",
    "following addresses had delivery problems",
    "message was undeliverable due to the following",
    "following addresses had permanent fatal errors",
    "following addresses had transient non-fatal errors",
    "delivery to the following recipient",
    "sorry, we were unable to deliver your message to the following",
    "i'm afraid i wasn't able to deliver",
    "had permanent fatal delivery errors",
    "unable to deliver message to the following address",
    "has been delayed and is still awaiting delivery",
    "each of the following recipients was rejected",
    "the following message to <",
    "diagnostic information for administrators",
    "diagnoseinformationen für administratoren",
    "informations de diagnostic pour les administrateurs",
    "información de diagnóstico para los administradores",
    "informazioni di diagnostica per gli amministratori",
    "informazioni diagnostiche per gli amministratori",
    "informações de diagnóstico para administradores",
    "diagnostische gegevens voor beheerders",
    "informacje diagnostyczne dla administratorów",
    "иагностические сведения для администраторов",
    "diagnostisk information för administratörer",
    "管理者向けの診断情報",
    "供管理员使用的诊断信息",
};
const struct phrases notice_bodies = PHRASES(bodies);

static const char *const answers[] = {
    "out of office",
    "out of the office",
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "auto response",
    "autoresponse",
    "vacation",
    "automatic response",
    "automated response",
    "auto-response",
    "automatische reactie",
    "automatisk svar",
    "autosvar",
    "on leave",
    "annual leave",
    "holiday reply",
    "away from my",
    "not in the office",
    "abwesen",
    "automatische antwort",
    "absence du bureau",
    "réponse automatique",
    "respuesta automática",
    "resposta automática",
    "risposta automatica",
    "afwezig",
    "fuera de la oficina",
    "fora do escritório",
    "fuori ufficio",
    "poza biurem",
    "automatyczna odp",
    "автоматический ответ",
    "不在",
    "外出",
    "自动答复",
    "自動回覆",
    "부재중",
    "自動応答",
    "自动回复",
    "автоответ",
};
const struct phrases notice_answers = PHRASES(answers);

static const char *const successes[] = { "successful mail delivery", "notification (success)",
                                         "notification (relay)",     "delivery receipt",
                                         "return receipt",           "successfully delivered" };
const struct phrases notice_successes = PHRASES(successes);

static const char *const receipts[] = { "delivered:", "read:" };
const struct phrases notice_receipts = PHRASES(receipts);

static const char *const reply_marks[] = { "re:", "aw:", "antw:", "sv:", "vs:", "odp:" };
const struct phrases notice_reply_marks = PHRASES(reply_marks);

static const char *const forward_marks[] = { "fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:" };
const struct phrases notice_forward_marks = PHRASES(forward_marks);

/* ---- is it still on its way? ---- */

static const char *const deferred_words[] = {
    "has been delayed",
    "is delayed",
    "was delayed",
    "message delayed",
    "delivery delayed",
    "has not yet been delivered",
    "warning message only",
    "will be retried",
    "temporary failure report",
    "still trying",
    "will keep trying",
    "will continue to try",
    "do not need to resend",
    "do not need to re-send",
    "delivery attempts will continue",
    "warning: could not send",
    "could not send mail for",
    "warning: message",
    "warning--",
    "(delay)",
};
const struct phrases notice_deferred_words = PHRASES(deferred_words);

static const char *const surely_bounced[] = { "permanent", "given up", "giving up",
                                              "giving it up" };
const struct phrases notice_surely_bounced = PHRASES(surely_bounced);

static const char *const bounced_words[] = {
    "undeliver",
    "returned to sender",
    "returning message",
    "returned mail",
    "failure notice",
    "failed",
    "failure",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "was not delivered",
    "wasn't delivered",
    "unable to deliver",
    "did not reach",
    "rejected",
    "not able to deliver",
    "could not be sent",
};
const struct phrases notice_bounced_words = PHRASES(bounced_words);

/* ---- where does the text end, and which of it says something? ---- */

static const char *const ends_of_text[] = {
    "below this line is a copy",
    "this is a copy of",
    "here is a copy",
    "below is a copy of",
    "enclosed is a copy",
    "included is a copy",
    "attached is a copy",
    "a copy of the original",
    "copy of the original message",
    "original message follows",
    "original message headers",
    "original message header",
    "original message text",
    "the original message follows",
    "unsent message follows",
    "unsent message below",
    "returned message follows",
    "returned mail follows",
    "message header follows",
    "message headers follow",
    "message headers:",
    "the header of the original",
    "the headers of the original",
    "headers of the original",
    "begin returned message",
    "text of your message",
    "your original message",
    "the following is the original",
    "start of returned message",
    "message text follows",
    "bounced e-mail",
    "bounced message follows",
    "end of message",
    "failed message follows",
    "original headers",
    "rfc822 headers",
    "the first ",
    "a summary of the undelivered message",
    "mensaje original adjunto",
    "the message itself follows",
    "the body of your message",
    "the text of the original",
    "header of the original",
    "the original mail follows",
    "beginning of original",
    "original mail header",
    "message contents follow",
};
const struct phrases notice_ends_of_text = PHRASES(ends_of_text);

static const char *const returned_fields[] = {
    "received:", "return-path:",  "dkim-signature:",     "x-received:",
    "arc-seal:", "delivered-to:", "domainkey-signature:"
};
const struct phrases notice_returned_fields = PHRASES(returned_fields);

static const char *const quoted_subjects[] = {
    "subject:", "the subject of the message is:",
    "betreff:", "objet:",
    "asunto:",  "oggetto:",
    "assunto:", "onderwerp:",
    "temat:",   "emne:",
    "ämne:",    "předmět:",
    "тема:",    "件名:",
    "主题:",    "主旨:",
    "제목:",
};
const struct phrases notice_quoted_subjects = PHRASES(quoted_subjects);

static const char *const empty_words[] = {
    "this message was created automatically",
    "a message that you ",
    "a message sent by",
    "hi. this is the",
    "this is the mail",
    "this is the postfix",
    "this is the dragonfly",
    "this is an automatically",
    "this is a mime",
    "this is a multi",
    "this message is in mime",
    "i'm sorry to have to inform",
    "i'm afraid i wasn't able",
    "for further assistance",
    "if you do so, please include",
    "please do not reply",
    "no action is required",
    "hi!",
    "please note that this is only",
    "message details:",
    "your message:",
    "the original message was received",
    "the message identifier is",
    "we're sorry",
    "sorry, we were unable to deliver your message to the following",
    "this message is to inform you",
    "your mail message to the following",
    "if your message was also",
    "don't reply",
    "this e-mail is automatically",
    "message will be retried for",
    "the following recipients did not receive",
    "the following addresses did not receive",
    "please reply to postmaster",
    "please reply to <postmaster",
};
const struct phrases notice_empty_words = PHRASES(empty_words);

static const char *const empty_comments[] = {
    "permanent failure",
    "unknown permanent failure",
    "unspecified permanent failure",
    "permanent error",
    "temporary failure",
    "unknown temporary failure",
    "transient failure",
    "persistent transient failure",
    "delivery failed",
};
const struct phrases notice_empty_comments = PHRASES(empty_comments);

static const char *const footers[] = {
    "been scanned", "virus database",  "antivirus system", "confidential",
    "privileged",   "intended solely", "intended only",    "ha sido analizado",
    "vertraulich",  "confidentiel",    "confidencial",     "riservat",
};
const struct phrases notice_footers = PHRASES(footers);

static const char *const closings[] = { "i'm not going to try again", "i am not going to try again",
                                        "no further delivery attempts will",
                                        "will not continue trying" };
const struct phrases notice_closings = PHRASES(closings);

/* ---- whom is it about? ---- */

static const char *const labels[] = {
    "recipient address:",
    "failed recipient:",
    "final recipient:",
    "intended recipient:",
    "recipient:",
    "recipients:",
    "addressed to:",
    "target mail address:",
    "failed address:",
    "rejected recipient:",
    "recipient email:",
    "email address:",
    "rcpt to:",
    "receiver:",
    "your message to:",
    "undeliverable address:",
    "宛先:",
    "送信先:",
};
const struct phrases notice_labels = PHRASES(labels);

static const char *const phrases[] = {
    "could not be delivered to:",
    "could not be delivered to",
    "was not delivered to:",
    "was not delivered to",
    "cannot be delivered to",
    "couldn't be delivered to",
    "undeliverable to",
    "error delivering your mail to",
    "unable to deliver to:",
    "unable to deliver to",
    "unable to deliver message to:",
    "unable to deliver message to",
    "failed to deliver to",
    "failed to deliver message to",
    "unable to deliver your message to",
    "problem delivering your message to",
    "message delivery to",
    "intended recipients:",
    "did not reach the following recipient:",
    "did not reach recipient",
};
const struct phrases notice_label_phrases = PHRASES(phrases);

static const char *const date_words[] = { "on ", "am ",  "le ",  "el ",     "il ", "op ",
                                          "em ", "den ", "dne ", "w dniu ", "в " };
const struct phrases notice_date_words = PHRASES(date_words);

static const char *const x400[] = { "c=", "/c=", "a=", "o=", "/o=", "dda:", "/dda" };
const struct phrases notice_x400 = PHRASES(x400);

static const char *const deliveries[] = { "pipe to |", "save to /", "\"|",
                                          "|/",        "<\"|",      "an undisclosed address" };
const struct phrases notice_deliveries = PHRASES(deliveries);

static const char *const owners[] = { "generated by ", "(expanded from: ", "(generated from ",
                                      "(ultimately generated from " };
const struct phrases notice_owners = PHRASES(owners);

static const char *const authors_fields[] = {
    "from:", "sender:", "reply-to:", "message-id:",  "von:",          "de:",
    "da:",   "van:",    "sent by",   "reported by:", "reporting-mta:"
};
const struct phrases notice_authors_fields = PHRASES(authors_fields);

static const char *const not_behind[] = {
    "to the address", "mail to",       "write to",   "message to list",
    "sent by",        "from",          "from:",      "sender",
    "sender:",        "contact",       "reply to",   "message-id:",
    "message id:",    "message-id",    "message id", "message identifier:",
    "contact us at",  "ask",           "mail us at", "please mail",
    "please email",   "please e-mail", "report to",  "forward to",
    "questions to"
};
const struct phrases notice_not_behind = PHRASES(not_behind);

/* ---- what did servers say? ---- */

static const char *const server_marks[] = { "<<< ", "received >>> ", "received <<< ", "<- ",
                                            "<-- ", "s: ",           "in: " };
const struct phrases notice_server_marks = PHRASES(server_marks);

static const char *const client_marks[] = { ">>> ", "sent <<< ", "sent >>> ", "-> ",
                                            "--> ", "c: ",       "out: " };
const struct phrases notice_client_marks = PHRASES(client_marks);

static const char *const before_code[] = { "said",   "error",  "code",     "response", "returned",
                                           "reply",  "status", "smtp",     "was",      "with",
                                           "reason", "stat",   "rejected", "server",   "message" };
const struct phrases notice_before_code = PHRASES(before_code);
