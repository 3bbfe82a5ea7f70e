"""Addresses of the app "intake". Pages go by number: no address tells a question, an answer or a person."""

from django.urls import path

from kapintake.intake.views import afterwards, asked, company, entries, on_behalf, pages, sending, support, tasks, whole

app_name = "intake"
urlpatterns = [
    path("", tasks.task_list, name="task_list"),
    path("leave/", tasks.leave, name="leave"),
    path("start/", tasks.start, name="start"),
    path("<int:part>/", tasks.part, name="part"),
    path("<int:part>/company/", company.company, name="company"),
    path("<int:part>/all/", whole.whole, name="whole"),
    path("<int:part>/done/", tasks.part_done, name="part_done"),
    path("<int:part>/<int:page>/", pages.page, name="page"),
    path("<int:part>/<int:page>/entry/<int:number>/", entries.entry, name="entry"),
    path("<int:part>/<int:page>/entry/<int:number>/dose/", entries.dose, name="dose"),
    path("<int:part>/<int:page>/entry/<int:number>/more/", entries.more, name="more"),
    path("<int:part>/<int:page>/help/", support.support, name="support"),
    path("check/", sending.check, name="check"),
    path("send/", sending.send, name="send"),
    path("status/", afterwards.status, name="status"),
    path("add/", afterwards.add, name="add"),
    path("look-again/", afterwards.look_again, name="look_again"),
    path("help/", afterwards.help_afterwards, name="help_afterwards"),
    path("asked/", asked.asked, name="asked"),
    path("asked/<int:number>/", asked.asked_part, name="asked_part"),
    path("withdraw/", sending.withdrawal, name="withdraw"),
    path("of/<uuid:response_id>/", on_behalf.overview, name="on_behalf"),
    path("of/<uuid:response_id>/<int:part>/<int:page>/", on_behalf.page, name="on_behalf_page"),
]
